const TYPING = 6000;

/** Who writes right now: {name: since when}, each for six seconds after the last whisper. */
export class Typing extends Map<string, number> {
  constructor(private readonly changed: () => void) {
    super();
  }

  heard(name: string): void {
    this.set(name, Date.now());
    this.changed();
    setTimeout(() => {
      if (Date.now() - (this.get(name) ?? 0) >= TYPING - 100 && this.delete(name)) this.changed();
    }, TYPING);
  }
}
