/**
 * Text from outside (keys, names, messages, logs) as a terminal may show it: control characters, among them those that
 * move the cursor or set the window's title, and those that turn the direction of writing become dots.
 */
export const printable = (text: string): string => text.replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, '·');

/** The same for text of several lines. */
export const printableLines = (text: string): string => text.split('\n').map(printable).join('\n');
