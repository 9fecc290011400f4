/**
 * The fields of a browser upload. Names are case-insensitive, values are not; `${filename}` stands for the name of the
 * file in every field. Evidence: fact sheet S3 §3.1 (LocalStack recordings of 2026-02-21, S3 guide).
 */
export interface PostForm {
  /** Name and value of every field before the file, in the order sent. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** The `filename` of the file part, with whatever path the browser sent; absent when the part has none. */
  readonly filename: string | undefined;
  /** The bucket that the URL names. */
  readonly bucket: string;
}

/** Values by lower-case name; those of a repeated field joined by commas. */
export type PostFields = ReadonlyMap<string, string>;

/** The part after the last slash or backslash. */
const baseName = (filename: string): string => filename.replace(/^.*[/\\]/s, '');

export function postFields({ fields, filename }: PostForm): PostFields {
  const values = new Map<string, string>();
  for (const [name, sent] of fields) {
    // Without a file name S3 leaves the variable as it stands, although its documentation says otherwise.
    const value = filename === undefined ? sent : sent.replaceAll('${filename}', () => baseName(filename));
    const key = name.toLowerCase();
    const earlier = values.get(key);
    values.set(key, earlier === undefined ? value : `${earlier},${value}`);
  }
  return values;
}
