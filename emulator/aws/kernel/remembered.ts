/**
 * Keeps what was made of texts that come again and again: clients send the same credentials, dates and names with every
 * request. Bounded in number and length, so that what strangers send fills no memory.
 */

const MOST_KEPT = 500;
const LONGEST_KEPT = 1_024;

/** A pure function of a text that remembers its results; when it has too many, it forgets them all. */
export function remembered<T>(make: (text: string) => T): (text: string) => T {
  const kept = new Map<string, T>();
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined || kept.has(text)) return known as T;
    const made = make(text);
    if (text.length > LONGEST_KEPT) return made;
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(text, made);
    return made;
  };
}
