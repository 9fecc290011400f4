/**
 * Members of an output that are JSON text already, by their wire names: what was stored in the protocol's own notation
 * need not be parsed to be written again. The JSON protocols write such text as it is. Everyone else reads the member,
 * which therefore has to be there too, best as a getter that parses when asked.
 */
export const ENCODED: unique symbol = Symbol('encoded members');

export interface Encoded {
  readonly [ENCODED]?: Readonly<Record<string, string>> | undefined;
}
