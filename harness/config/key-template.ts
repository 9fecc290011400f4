/** Keys with gaps, `uploads/{user}/{name}.{extension}`, and what fills them for one photo. */

/** What is known of a photo before it is uploaded. */
export interface PhotoFacts {
  readonly user: string;
  /** Without its extension. */
  readonly name: string;
  /** `jpg` */
  readonly extension: string;
  readonly contentType: string;
  /** When it is uploaded, milliseconds since the epoch. */
  readonly at: number;
}

const GAP = /\{([^{}]*)\}/g;
const FILLERS: Readonly<Record<string, (photo: PhotoFacts, key: string) => string>> = {
  user: ({ user }) => user,
  name: ({ name }) => name,
  extension: ({ extension }) => extension,
  contentType: ({ contentType }) => contentType,
  yyyy: ({ at }) => new Date(at).toISOString().slice(0, 4),
  mm: ({ at }) => new Date(at).toISOString().slice(5, 7),
  dd: ({ at }) => new Date(at).toISOString().slice(8, 10),
  key: (_, key) => key,
};

export const GAPS: readonly string[] = Object.keys(FILLERS);

export const gapsOf = (template: string): readonly string[] =>
  [...template.matchAll(GAP)].map(([, name = '']) => name);

/** @param key the original's whole key, for what comes out of it */
export const fill = (template: string, photo: PhotoFacts, key = ''): string =>
  template.replaceAll(GAP, (gap, name: string) => FILLERS[name]?.(photo, key) ?? gap);
