/** What is wrong with a definition, and the errors that quote it. */
export type FaultCode =
  | 'SCHEMA_VALIDATION_FAILED'
  | 'MISSING_TRANSITION_TARGET'
  | 'MISSING_END_STATE'
  | 'DUPLICATE_STATE_NAME'
  | 'INVALID_JSON_DESCRIPTION'
  | 'INVALID_JSONATA_EXPRESSION'
  | 'UNSUPPORTED_JSONATA_EXPRESSION';

export interface Fault {
  readonly code: FaultCode;
  readonly message: string;
  /** `/States/A/Next`; a machine that never ends has no place. */
  readonly location?: string;
}

/** The faults as errors quote them. */
export const quoteFaults = (faults: readonly Fault[]): string =>
  faults
    .slice(0, 10)
    .map(({ code, message, location = 'null' }) => `${code}: ${message} at ${location}`)
    .join(', ');

export class Faults {
  readonly list: Fault[] = [];

  schema(message: string, location: string): void {
    this.add('SCHEMA_VALIDATION_FAILED', message, location);
  }

  add(code: FaultCode, message: string, location?: string): void {
    this.list.push({ code, message, ...(location !== undefined && { location }) });
  }
}
