/**
 * A strict reader for the small XML documents that clients send. It knows elements, attributes, text, CDATA, comments
 * and the five predefined entities; a DOCTYPE is refused, so there are no entities to expand, and nesting is bounded.
 *
 * Character references may name what XML 1.0 cannot carry (`&#x4;`): S3 keys hold such characters and S3 reads and
 * writes them so (s3.md section 6).
 */

export interface XmlElement {
  /** Without its namespace prefix. */
  readonly name: string;
  /** With their prefixes: `xsi:type`. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Character data outside the children, as written. */
  readonly text: string;
}

/** The text is no XML document, or not one that is read here. */
export class XmlSyntaxError extends Error {}

/** Deeper than any document in any model. */
const MAX_DEPTH = 64;

interface OpenElement {
  readonly qualifiedName: string;
  readonly name: string;
  readonly attributes: Map<string, string>;
  readonly children: XmlElement[];
  text: string;
}

const NAME = String.raw`[A-Za-z_][\w.\-]*(?::[A-Za-z_][\w.\-]*)?`;
const START = new RegExp(`<(${NAME})`, 'y');
const ATTRIBUTE = new RegExp(String.raw`\s+(${NAME})\s*=\s*(?:"([^"<]*)"|'([^'<]*)')`, 'y');
const START_END = /\s*(\/?)>/y;
const END = new RegExp(String.raw`</(${NAME})\s*>`, 'y');
const PROLOG = /^\s*(?:<\?xml\s[^?]*\?>)?/;
const REFERENCE = /&(?:#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}))|(amp|lt|gt|quot|apos));/g;
const STRAY_AMPERSAND = /&(?!(?:#x[0-9a-fA-F]{1,6}|#\d{1,7}|amp|lt|gt|quot|apos);)/;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * The document's root element.
 *
 * @throws XmlSyntaxError
 */
export function readXml(bytes: Uint8Array): XmlElement {
  const text = decodeUtf8(bytes);
  const prolog = PROLOG.exec(text)?.[0] ?? '';
  return new Reader(text, prolog.length).read();
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new XmlSyntaxError('The document is not UTF-8.');
  }
}

class Reader {
  readonly #text: string;
  #at: number;
  readonly #open: OpenElement[] = [];
  #root: XmlElement | undefined;

  constructor(text: string, at: number) {
    this.#text = text;
    this.#at = at;
  }

  read(): XmlElement {
    while (this.#at < this.#text.length) {
      if (this.#text[this.#at] === '<') this.#readMarkup();
      else this.#readText();
    }
    if (this.#root === undefined) throw new XmlSyntaxError('The document has no complete root element.');
    return this.#root;
  }

  #readMarkup(): void {
    const text = this.#text;
    if (text.startsWith('</', this.#at)) this.#readEnd();
    else if (text.startsWith('<!--', this.#at)) this.#skipPast('-->', 4);
    else if (text.startsWith('<![CDATA[', this.#at)) this.#readCdata();
    else if (text.startsWith('<?', this.#at)) this.#skipPast('?>', 2);
    else if (text.startsWith('<!', this.#at)) throw new XmlSyntaxError('A DOCTYPE is not accepted.');
    else this.#readStart();
  }

  #readStart(): void {
    if (this.#root !== undefined) throw new XmlSyntaxError('There is markup after the root element.');
    if (this.#open.length === MAX_DEPTH) throw new XmlSyntaxError('The elements are nested too deeply.');
    const qualifiedName = this.#expect(START)[1] as string;
    const attributes = this.#readAttributes();
    const selfClosing = this.#expect(START_END)[1] === '/';
    this.#open.push({ qualifiedName, name: localName(qualifiedName), attributes, children: [], text: '' });
    if (selfClosing) this.#close();
  }

  #readAttributes(): Map<string, string> {
    const attributes = new Map<string, string>();
    for (let match = this.#match(ATTRIBUTE); match !== null; match = this.#match(ATTRIBUTE)) {
      const name = match[1] as string;
      if (attributes.has(name)) throw new XmlSyntaxError(`The attribute ${name} is given twice.`);
      attributes.set(name, resolveReferences(match[2] ?? match[3] ?? ''));
    }
    return attributes;
  }

  #readEnd(): void {
    const name = this.#expect(END)[1];
    if (this.#open.at(-1)?.qualifiedName !== name) throw new XmlSyntaxError(`</${name}> closes nothing.`);
    this.#close();
  }

  #close(): void {
    const { name, attributes, children, text } = this.#open.pop() as OpenElement;
    const element = { name, attributes, children, text };
    const parent = this.#open.at(-1);
    if (parent === undefined) this.#root = element;
    else parent.children.push(element);
  }

  #readText(): void {
    const next = this.#text.indexOf('<', this.#at);
    const end = next === -1 ? this.#text.length : next;
    const text = this.#text.slice(this.#at, end);
    this.#at = end;
    const parent = this.#open.at(-1);
    if (parent !== undefined) parent.text += resolveReferences(text.replace(/\r\n?/g, '\n'));
    else if (text.trim() !== '') throw new XmlSyntaxError('There is text outside the root element.');
  }

  #readCdata(): void {
    const parent = this.#open.at(-1);
    if (parent === undefined) throw new XmlSyntaxError('There is text outside the root element.');
    const start = this.#at + 9;
    this.#skipPast(']]>', 9);
    parent.text += this.#text.slice(start, this.#at - 3);
  }

  #skipPast(end: string, from: number): void {
    const at = this.#text.indexOf(end, this.#at + from);
    if (at === -1) throw new XmlSyntaxError(`A construct is not closed by ${end}.`);
    this.#at = at + end.length;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match !== null) this.#at = pattern.lastIndex;
    return match;
  }

  #expect(pattern: RegExp): RegExpExecArray {
    const match = this.#match(pattern);
    if (match === null) throw new XmlSyntaxError(`The markup at ${this.#at} is not well-formed.`);
    return match;
  }
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

function resolveReferences(text: string): string {
  if (!text.includes('&')) return text;
  if (STRAY_AMPERSAND.test(text)) throw new XmlSyntaxError('An ampersand starts no known reference.');
  return text.replace(REFERENCE, (_, hex?: string, decimal?: string, entity?: string) => {
    if (entity !== undefined) return ENTITIES[entity] ?? '';
    return characterOf(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
  });
}

function characterOf(codePoint: number): string {
  const surrogate = codePoint >= 0xd800 && codePoint <= 0xdfff;
  if (codePoint === 0 || codePoint > 0x10ffff || surrogate) {
    throw new XmlSyntaxError('A character reference names no character.');
  }
  return String.fromCodePoint(codePoint);
}
