/** Fills mapping templates in. */
import {
  callInput,
  callMethod,
  callUtil,
  member,
  print,
  type TemplateInput,
  type Value,
} from './functions.ts';
import type { Overrides } from './overrides.ts';
import { parseTemplate } from './parse.ts';
import { TemplateFault, type Expression, type Node, type Reference } from './syntax.ts';

export interface TemplateData {
  readonly input: TemplateInput;
  /** `$context` */
  readonly context: Readonly<Record<string, Value>>;
  readonly stageVariables: Readonly<Record<string, string>>;
  /** Where `#set` on `$context` goes; nowhere when there is none. */
  readonly overrides?: Overrides | undefined;
}

/** @throws TemplateFault */
export const renderTemplate = (template: string, data: TemplateData): string =>
  new Rendering(data).render(parseTemplate(template));

/** Iterations of a loop; AWS's quota, after which Velocity leaves the loop. */
const MOST_ITERATIONS = 1_000;
/** What a template may write, in characters, as much as a payload may have; a step of it counts for ten. */
const MOST_WORK = 10 * 1024 * 1024;
const STEP = 10;

const ROOTS = new Set(['context', 'input', 'stageVariables', 'util']);

class Rendering {
  readonly #data: TemplateData;
  readonly #variables = new Map<string, Value>();
  #work = 0;

  constructor(data: TemplateData) {
    this.#data = data;
  }

  render(nodes: readonly Node[]): string {
    return nodes.map((node) => this.#counted(this.#node(node))).join('');
  }

  /** Loops within loops over what somebody sent would go on for hours. */
  #counted(text: string): string {
    this.#work += STEP + text.length;
    if (this.#work > MOST_WORK) throw new TemplateFault('broken', 'the template does and writes too much');
    return text;
  }

  #node(node: Node): string {
    switch (node.kind) {
      case 'text':
        return node.text;
      case 'output': {
        const { reference, quiet, source } = node;
        const known = ROOTS.has(reference.name) || this.#variables.has(reference.name);
        return known || quiet ? print(this.#value(reference)) : source;
      }
      case 'set':
        this.#variables.set(node.name, this.#value(node.value));
        return '';
      case 'override':
        this.#data.overrides?.set(node.target, print(this.#value(node.value)));
        return '';
      case 'if': {
        const branch = node.branches.find(({ when }) => isTrue(this.#value(when)));
        return this.render(branch?.body ?? node.otherwise);
      }
      case 'foreach':
        return this.#foreach(node);
    }
  }

  #foreach({ name, list, body }: Extract<Node, { kind: 'foreach' }>): string {
    const found = this.#value(list);
    const all = typeof found === 'object' && found !== null ? Object.values(found) : [];
    const items = all.slice(0, MOST_ITERATIONS);
    const rendered = items.map((item, at) => {
      this.#variables.set(name, item);
      const hasNext = at < items.length - 1;
      this.#variables.set('foreach', { count: at + 1, index: at, hasNext, first: at === 0, last: !hasNext });
      return this.render(body);
    });
    this.#variables.delete(name);
    this.#variables.delete('foreach');
    return rendered.join('');
  }

  #value(expression: Expression): Value {
    switch (expression.kind) {
      case 'literal':
        return expression.value;
      case 'interpolated':
        return this.render(expression.body);
      case 'list':
        return expression.items.map((item) => this.#value(item));
      case 'object':
        return Object.fromEntries(
          expression.entries.map(([key, value]) => [print(this.#value(key)), this.#value(value)]),
        );
      case 'not':
        return !isTrue(this.#value(expression.operand));
      case 'binary':
        return this.#binary(expression);
      case 'reference':
        return this.#reference(expression);
    }
  }

  #binary({ operator, left, right }: Extract<Expression, { kind: 'binary' }>): Value {
    const a = this.#value(left);
    if (operator === '||') return isTrue(a) || isTrue(this.#value(right));
    if (operator === '&&') return isTrue(a) && isTrue(this.#value(right));
    const b = this.#value(right);
    switch (operator) {
      case '==':
        return same(a, b);
      case '!=':
        return !same(a, b);
      case '<':
        return Number(a) < Number(b);
      case '>':
        return Number(a) > Number(b);
      case '<=':
        return Number(a) <= Number(b);
      case '>=':
        return Number(a) >= Number(b);
      case '+':
        return typeof a === 'number' && typeof b === 'number' ? a + b : print(a) + print(b);
      case '-':
        return Number(a) - Number(b);
      case '*':
        return Number(a) * Number(b);
      case '/':
        return Math.trunc(Number(a) / Number(b));
      default:
        return Number(a) % Number(b);
    }
  }

  #reference({ name, steps }: Reference): Value {
    const { input, context, stageVariables, overrides } = this.#data;
    let value: Value = this.#variables.get(name);
    if (name === 'context') value = { ...context, ...overrides?.shown };
    if (name === 'stageVariables') value = stageVariables;
    if (name === 'input') value = { body: input.body };
    steps.forEach((step, at) => {
      if (step.kind === 'member') value = member(value, step.name);
      else if (step.kind === 'index') value = member(value, this.#value(step.at));
      else {
        const given = step.arguments.map((argument) => this.#value(argument));
        if (at === 0 && name === 'input') value = callInput(input, step.name, given);
        else if (at === 0 && name === 'util') value = callUtil(step.name, given);
        else value = callMethod(value, step.name, given);
      }
    });
    return value;
  }
}

/** Null and false are false, everything else is true. */
const isTrue = (value: Value): boolean => value !== undefined && value !== null && value !== false;

/** Velocity compares values of different classes by how they print. */
const same = (a: Value = null, b: Value = null): boolean =>
  a === b || (a !== null && b !== null && print(a) === print(b));
