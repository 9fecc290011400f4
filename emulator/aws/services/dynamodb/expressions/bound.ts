/** Expressions with their placeholders resolved, as they are evaluated. */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Comparator } from './syntax.ts';

/** Names and list indexes from an item's top inwards. */
export type Path = readonly (string | number)[];

export interface BoundPath {
  readonly kind: 'path';
  readonly path: Path;
}

export interface BoundValue {
  readonly kind: 'value';
  readonly value: AttributeValue;
}

export interface BoundCall {
  readonly kind: 'call';
  readonly name: string;
  readonly operands: readonly BoundOperand[];
}

export type BoundOperand = BoundPath | BoundValue | BoundCall;

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly condition: Condition }
  | {
      readonly kind: 'compare';
      readonly comparator: Comparator;
      readonly left: BoundOperand;
      readonly right: BoundOperand;
    }
  | {
      readonly kind: 'between';
      readonly operand: BoundOperand;
      readonly low: BoundOperand;
      readonly high: BoundOperand;
    }
  | { readonly kind: 'in'; readonly operand: BoundOperand; readonly candidates: readonly BoundOperand[] }
  | { readonly kind: 'test'; readonly call: BoundCall };

export interface BoundSum {
  readonly kind: 'sum';
  readonly operator: '+' | '-';
  readonly left: BoundOperand;
  readonly right: BoundOperand;
}

export type UpdateAction =
  | { readonly kind: 'SET'; readonly path: Path; readonly value: BoundOperand | BoundSum }
  | { readonly kind: 'REMOVE'; readonly path: Path }
  | {
      readonly kind: 'ADD' | 'DELETE';
      readonly path: Path;
      readonly value: AttributeValue;
      /** Of AttributeUpdates, of which DynamoDB refuses values that do not fit in other words. */
      readonly legacy?: true;
    };

/** `[a, [0], b]`, as refusals quote paths. */
export const printedPath = (path: Path): string =>
  `[${path.map((step) => (typeof step === 'number' ? `[${step}]` : step)).join(', ')}]`;
