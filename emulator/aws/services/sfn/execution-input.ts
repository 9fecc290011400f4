/** Input of executions: JSON of at most 256 KiB. The complaints are Jackson's, which AWS parses with. */
import { invalidInput } from './errors.ts';
import { LARGEST_DATA, textSize } from './asl/json.ts';
import { validation } from './errors.ts';

/** @throws AwsError InvalidExecutionInput */
export function checkInput(text: string | undefined): string {
  if (text === undefined) return '{}';
  if (textSize(text) > LARGEST_DATA) {
    throw validation(
      `1 validation error detected: Value at 'input' failed to satisfy constraint: Member must have length less than or equal to ${LARGEST_DATA}`,
    );
  }
  if (text.trim() === '') throw invalidInput('Invalid execution input.');
  try {
    JSON.parse(text);
    return text;
  } catch {
    throw invalidInput(complaint(text.trim()));
  }
}

function complaint(text: string): string {
  const [word] = /^[A-Za-z_$][\w$]*/.exec(text) ?? [];
  if (word !== undefined) {
    return `Unrecognized token '${word}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')`;
  }
  const [, odd] = /^\{\s*([^"\s}])/.exec(text) ?? [];
  if (odd !== undefined) {
    return `Unexpected character ('${odd}' (code ${odd.codePointAt(0)})): was expecting double-quote to start field name`;
  }
  return 'Unexpected end-of-input or character: the input is not valid JSON';
}
