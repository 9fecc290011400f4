/** Query strings and form bodies, in which `+` is a space. */

/** Names and values decoded, in order; a parameter without `=` has an empty value. */
export type QueryParameters = readonly (readonly [name: string, value: string])[];

export function parseQuery(raw: string): QueryParameters {
  if (raw === '') return [];
  const parameters: [string, string][] = [];
  for (const part of raw.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    if (equals === -1) parameters.push([decodeFormText(part), '']);
    else parameters.push([decodeFormText(part.slice(0, equals)), decodeFormText(part.slice(equals + 1))]);
  }
  return parameters;
}

/** The first value of the parameter; repeated parameters lose (s3.md section 1.4). */
export const firstValue = (parameters: QueryParameters, name: string): string | undefined =>
  parameters.find((parameter) => parameter[0] === name)?.[1];

/** Percent-decoded; undefined when the text is not percent-encoded UTF-8. */
export function percentDecode(text: string): string | undefined {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function decodeFormText(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  return percentDecode(spaced) ?? spaced;
}
