/** Keeps what one reads where it is while messages come above and below. At the newest one stays at the newest. */
export class Anchor {
  private element: Element | null = null;
  private top = 0;

  constructor(private readonly frame: () => Element | null) {}

  forget(): void {
    this.element = null;
  }

  /** Before a change: remember a message in sight and where it stands. The frame counts upwards from its end. */
  remember(): void {
    this.element = null;
    const frame = this.frame();
    if (!frame || frame.scrollTop > -40) return;
    const edge = frame.getBoundingClientRect().top;
    this.element = [...frame.querySelectorAll("[data-seq]")].find((each) => each.getBoundingClientRect().bottom > edge) ?? null;
    this.top = this.element?.getBoundingClientRect().top ?? 0;
  }

  restore(): void {
    const frame = this.frame();
    if (!frame || !this.element?.isConnected) return;
    frame.scrollTop += this.element.getBoundingClientRect().top - this.top;
  }
}
