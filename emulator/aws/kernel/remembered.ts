/**
 * Keeps what was made of texts that come again and again: clients send the same credentials, dates and names with every
 * request. Bounded in number and length, so that what strangers send fills no memory.
 */

const MOST_KEPT = 500;
const LONGEST_KEPT = 1_024;

/** A pure function of a text or a number that remembers its results; when it has too many, it forgets them all. */
export function remembered<T, Key extends number | string = string>(make: (key: Key) => T): (key: Key) => T {
  const kept = new Map<Key, T>();
  return (key) => {
    const known = kept.get(key);
    if (known !== undefined || kept.has(key)) return known as T;
    const made = make(key);
    if (typeof key === 'string' && key.length > LONGEST_KEPT) return made;
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(key, made);
    return made;
  };
}
