/** Text with wildcards, matched in time linear in pattern × text at worst, however many wildcards there are. */

/** Stands for any run of characters, the empty one too. */
export const ANY = Symbol('*');
/** Stands for one character. */
export const ONE = Symbol('?');

/** UTF-16 units and wildcards. */
export type Wildcards = readonly (string | typeof ANY | typeof ONE)[];

/** Reads text in which `*` is any run and, if it is to be one, `?` one character. */
export const wildcardsOf = (text: string, questionMarks: boolean): Wildcards =>
  text.split('').map((unit) => (unit === '*' ? ANY : unit === '?' && questionMarks ? ONE : unit));

/** Whether the whole text fits. */
export function fits(pattern: Wildcards, text: string): boolean {
  let at = 0;
  let token = 0;
  let star = -1;
  let resumed = 0;
  while (at < text.length) {
    const expected = pattern[token];
    if (expected === ANY) {
      star = token;
      resumed = at;
      token += 1;
    } else if (expected === ONE || expected === text.charAt(at)) {
      at += 1;
      token += 1;
    } else if (star >= 0) {
      resumed += 1;
      at = resumed;
      token = star + 1;
    } else return false;
  }
  while (pattern[token] === ANY) token += 1;
  return token === pattern.length;
}
