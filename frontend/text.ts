/** What bodies look like in plain text, and how the composer's names become mentions. */
const LINK = /\[([^\]]*)\]\([^)]*\)/g;
const MENTION = /\[(@[^\]\n]{1,120})\]\((\/(?:people|organizations|rooms)\/\d{1,12}\/(?:#managers)?)\)/g;

/** One plain line, as the server's chat/markdown.py cuts it. */
export function excerpt(body: string, length = 90): string {
  const plain = body.replace(LINK, "$1").replace(/[*_~`>#|]+/g, "").split(/\s+/).filter(Boolean).join(" ");
  const letters = [...plain];
  return letters.length <= length ? plain : `${letters.slice(0, length - 1).join("").trimEnd()}…`;
}

/** The body with its mentions as plain names: what stands on the screen until the server has rendered it. */
export function withoutLinks(body: string): string {
  return body.replace(MENTION, "$1");
}

/** What the composer shows, and where each @name leads. */
export function forEditing(body: string): { text: string; mentions: Record<string, string> } {
  const mentions: Record<string, string> = {};
  const text = body.replace(MENTION, (_whole, name: string, href: string) => {
    mentions[name] = href;
    return name;
  });
  return { text, mentions };
}

/** The body to send: every chosen @name becomes a link; longer names first, so that «@سناء رمضان» is not taken for «@سناء». */
export function forSending(text: string, mentions: Record<string, string>): string {
  const names = Object.keys(mentions).sort((a, b) => b.length - a.length);
  if (!names.length) return text;
  const pattern = new RegExp(names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"), "g");
  return text.replace(pattern, (name) => `[${name}](${mentions[name]})`);
}

/** The word after an @ that is being typed at the caret: {query, start}, or null. */
export function mentionAt(text: string, caret: number): { query: string; start: number } | null {
  const found = /(?:^|[\s(،])@([^\s@]{0,30}(?: [^\s@]{1,20})?)$/.exec(text.slice(0, caret));
  return found ? { query: found[1]!, start: caret - found[1]!.length - 1 } : null;
}

/** Letters as a filter box compares them: without tashkeel, one alef, one yeh. */
export function plain(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/[\u064b-\u065f\u0670\u0640]/g, "").replace(/[أإآٱ]/g, "ا").replace(/[ىی]/g, "ي").replace(/ة/g, "ه").replace(/ک/g, "ك");
}
