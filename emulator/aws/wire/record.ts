/**
 * Sets a member of a decoded object under a name that came from outside. An assignment to `__proto__` would change the
 * object's prototype instead of adding a member.
 */
export function setMember(target: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
  } else {
    target[name] = value;
  }
}
