/**
 * Puts a request's names and values into an expression's placeholders, and keeps account of which were used. What can be
 * refused without looking at an item is refused here, condition by condition and in DynamoDB's order: undefined
 * placeholders, then counts of operands, then operands that must differ, then their types.
 */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { attributeOf, type Attributes } from '../attributes.ts';
import type { BoundOperand, BoundPath, BoundValue, Path } from './bound.ts';
import { Refusal } from './refusal.ts';
import type { OperandSyntax, PathSyntax, ValueSyntax } from './syntax.ts';

export class Binding {
  readonly #names: Readonly<Record<string, string>>;
  readonly #values: Attributes;
  readonly #unusedNames: Set<string>;
  readonly #unusedValues: Set<string>;

  /** @param values already read, so that numbers are canonical */
  constructor(names: Readonly<Record<string, string>>, values: Attributes) {
    this.#names = names;
    this.#values = values;
    this.#unusedNames = new Set(Object.keys(names));
    this.#unusedValues = new Set(Object.keys(values));
  }

  get unusedNames(): ReadonlySet<string> {
    return this.#unusedNames;
  }

  get unusedValues(): ReadonlySet<string> {
    return this.#unusedValues;
  }

  path({ steps }: PathSyntax): Path {
    return steps.map((step) => (typeof step === 'string' && step.startsWith('#') ? this.#name(step) : step));
  }

  value({ name }: ValueSyntax): AttributeValue {
    const value = attributeOf(this.#values, name);
    if (value === undefined) {
      throw new Refusal(
        `An expression attribute value used in expression is not defined; attribute value: ${name}`,
      );
    }
    this.#unusedValues.delete(name);
    return value;
  }

  operand(syntax: PathSyntax): BoundPath;
  operand(syntax: ValueSyntax): BoundValue;
  operand(syntax: OperandSyntax): BoundOperand;
  operand(syntax: OperandSyntax): BoundOperand {
    switch (syntax.kind) {
      case 'path':
        return { kind: 'path', path: this.path(syntax) };
      case 'value':
        return { kind: 'value', value: this.value(syntax) };
      case 'call':
        return {
          kind: 'call',
          name: syntax.name,
          operands: syntax.operands.map((operand) => this.operand(operand)),
        };
    }
  }

  #name(placeholder: string): string {
    const name = Object.hasOwn(this.#names, placeholder) ? this.#names[placeholder] : undefined;
    if (name === undefined) {
      throw new Refusal(
        `An expression attribute name used in the document path is not defined; attribute name: ${placeholder}`,
      );
    }
    this.#unusedNames.delete(placeholder);
    return name;
  }
}
