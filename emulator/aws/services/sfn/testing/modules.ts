/**
 * The functions that the machines of `statebox.json` call, each a Lambda function of its own name: they answer what
 * the package's own do.
 */
import type { Cloud } from '../../../cloud.ts';
import { startFunction } from '../../../testing/start-function.ts';

const SOURCE = `
class SomethingBadHappened extends Error { name = 'SomethingBadHappened' }
class ExceptionHandler extends Error { name = 'ExceptionHandler' }
const letter = async () => process.env.AWS_LAMBDA_FUNCTION_NAME.toUpperCase()
const nothing = async () => null
const modules = {
  a: letter, b: letter, c: letter, d: letter, e: letter, f: letter, g: letter,
  hello: nothing, helloWorld: nothing, world: nothing,
  Add: async ([x, y]) => x + y,
  Subtract: async ([x, y]) => x - y,
  add: async ({ number1, number2 }) => number1 + number2,
  subtract: async ({ number1, number2 }) => number1 - number2,
  incrementQuantity: async (event) => ({ ...event, quantity: event.quantity + 1 }),
  passThrough: async (event) => event,
  failure: async () => { throw new SomethingBadHappened('But at least it was expected') },
  failWithError: async () => { throw new ExceptionHandler('oh dear') },
  exception: async () => ({}).missingFn(),
}
exports.handler = (event) => modules[process.env.AWS_LAMBDA_FUNCTION_NAME](event)
`;

const NAMES =
  'a b c d e f g hello helloWorld world Add Subtract add subtract incrementQuantity passThrough failure failWithError exception';

export async function startModules(cloud: Cloud): Promise<void> {
  // A start on a busy machine can take longer than the three seconds of a function that says nothing.
  for (const FunctionName of NAMES.split(' '))
    await startFunction(cloud, SOURCE, { FunctionName, Timeout: 60 });
}
