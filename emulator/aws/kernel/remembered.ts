/**
 * Keeps what was made of texts that come again and again: clients send the same credentials, dates and names with every
 * request. Bounded in number and length, so that what strangers send fills no memory.
 */

const MOST_KEPT = 500;
const LONGEST_KEPT = 1_024;

/** A pure function of a text or a number that remembers its results; when it has too many, it forgets them all. */
export function remembered<T, Key extends number | string = string>(make: (key: Key) => T): (key: Key) => T {
  const kept = new Map<Key, T>();
  // Which it nearly always is again: comparing two texts takes less than hashing one.
  let last: { readonly key: Key; readonly made: T } | undefined;
  return (key) => {
    if (last?.key === key) return last.made;
    let made = kept.get(key);
    if (made === undefined && !kept.has(key)) {
      made = make(key);
      if (typeof key === 'string' && key.length > LONGEST_KEPT) return made;
      if (kept.size >= MOST_KEPT) kept.clear();
      kept.set(key, made);
    }
    last = { key, made: made as T };
    return last.made;
  };
}
