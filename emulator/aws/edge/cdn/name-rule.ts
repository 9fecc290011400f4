/** Which headers, cookies or query parameters a policy picks. */
export type NameRule = (name: string) => boolean;

export const NOTHING: NameRule = () => false;
export const EVERYTHING: NameRule = () => true;

/** @param fold names are compared without regard to case */
export function only(names: readonly string[], fold = false): NameRule {
  const set = new Set(fold ? names.map((name) => name.toLowerCase()) : names);
  return (name) => set.has(fold ? name.toLowerCase() : name);
}

export const except =
  (rule: NameRule): NameRule =>
  (name) =>
    !rule(name);

export const either =
  (a: NameRule, b: NameRule): NameRule =>
  (name) =>
    a(name) || b(name);

/** `none`, `whitelist`, `allExcept` and `all`, as policies spell them. */
export function namedRule(behavior: string | undefined, names: readonly string[], fold = false): NameRule {
  switch (behavior) {
    case 'all':
      return EVERYTHING;
    case 'whitelist':
      return only(names, fold);
    case 'allExcept':
      return except(only(names, fold));
    default:
      return NOTHING;
  }
}
