/**
 * Expressions as they are written: placeholders are still placeholders, so that one parse serves every request with the
 * same text.
 */

/** A step of a document path: a name, a placeholder with its `#`, or a list index. */
export type Step = string | number;

export interface PathSyntax {
  readonly kind: 'path';
  readonly steps: readonly Step[];
}

/** `:v` */
export interface ValueSyntax {
  readonly kind: 'value';
  readonly name: string;
}

export interface CallSyntax {
  readonly kind: 'call';
  readonly name: string;
  readonly operands: readonly OperandSyntax[];
}

export type OperandSyntax = PathSyntax | ValueSyntax | CallSyntax;

export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';

export type ConditionSyntax =
  | { readonly kind: 'and' | 'or'; readonly left: ConditionSyntax; readonly right: ConditionSyntax }
  | { readonly kind: 'not'; readonly condition: ConditionSyntax }
  | {
      readonly kind: 'compare';
      readonly comparator: Comparator;
      readonly left: OperandSyntax;
      readonly right: OperandSyntax;
    }
  | {
      readonly kind: 'between';
      readonly operand: OperandSyntax;
      readonly low: OperandSyntax;
      readonly high: OperandSyntax;
    }
  | { readonly kind: 'in'; readonly operand: OperandSyntax; readonly candidates: readonly OperandSyntax[] }
  | { readonly kind: 'test'; readonly call: CallSyntax };

export interface SumSyntax {
  readonly kind: 'sum';
  readonly operator: '+' | '-';
  readonly left: OperandSyntax;
  readonly right: OperandSyntax;
}

export type UpdateActionSyntax =
  | { readonly kind: 'SET'; readonly path: PathSyntax; readonly value: OperandSyntax | SumSyntax }
  | { readonly kind: 'REMOVE'; readonly path: PathSyntax }
  | { readonly kind: 'ADD' | 'DELETE'; readonly path: PathSyntax; readonly value: ValueSyntax };
