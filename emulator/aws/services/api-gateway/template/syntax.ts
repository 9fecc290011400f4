/** What mapping templates are made of, once parsed. */
import type { OverrideTarget } from './overrides.ts';

export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  /** A text in double quotes, in which references stand for their values. */
  | { readonly kind: 'interpolated'; readonly body: readonly Node[] }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: 'not'; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  | Reference;

/** `$input.path('$.name').size()` */
export interface Reference {
  readonly kind: 'reference';
  readonly name: string;
  readonly steps: readonly Step[];
}

export type Step =
  | { readonly kind: 'member'; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Expression[] }
  | { readonly kind: 'index'; readonly at: Expression };

export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'output';
      readonly reference: Reference;
      /** As written: what an undefined variable prints. */
      readonly source: string;
      /** `$!name` prints nothing instead. */
      readonly quiet: boolean;
    }
  | { readonly kind: 'set'; readonly name: string; readonly value: Expression }
  /** `#set($context.requestOverride.header.Accept = 'text/html')` */
  | { readonly kind: 'override'; readonly target: OverrideTarget; readonly value: Expression }
  | {
      readonly kind: 'if';
      readonly branches: readonly { readonly when: Expression; readonly body: readonly Node[] }[];
      readonly otherwise: readonly Node[];
    }
  | {
      readonly kind: 'foreach';
      readonly name: string;
      readonly list: Expression;
      readonly body: readonly Node[];
    };

/** The template is broken, or uses what is not implemented. */
export class TemplateFault extends Error {
  override readonly name = 'TemplateFault';
  /** `broken`: Velocity would refuse it too. */
  readonly kind: 'broken' | 'unsupported';

  constructor(kind: 'broken' | 'unsupported', message: string) {
    super(message);
    this.kind = kind;
  }
}
