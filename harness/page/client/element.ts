/** Elements made of plain values: whatever comes from a key, a header or a log is text here, never markup. */
type Child = Node | string | undefined;

/** Attributes by name; a function is a listener, `true` an attribute without a value, `undefined` and `false` are left out. */
type Attributes = Readonly<Record<string, string | boolean | undefined | ((event: Event) => void)>>;

export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(key, value);
    else if (value !== undefined && value !== false) made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** The element that the page was made with. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no ${id}`);
  return found;
}

const shown = new WeakMap<Element, string>();

/** Shows something in an element, unless it shows just that: what a person has focused or opened stays as it is. */
export function show(place: Element, what: unknown, draw: () => readonly Child[]): void {
  const text = JSON.stringify(what);
  if (shown.get(place) === text) return;
  shown.set(place, text);
  place.replaceChildren(...draw().filter((child) => child !== undefined));
}
