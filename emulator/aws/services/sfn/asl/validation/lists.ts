import type { Json } from '../json.ts';
import type { Faults } from './fault.ts';

export function checkArray(value: Json | undefined, location: string, faults: Faults): void {
  if (value !== undefined && !Array.isArray(value)) faults.schema('The field should be an array', location);
}
