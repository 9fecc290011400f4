/** Why an expression is refused; whoever knows which expression it was puts `Invalid FilterExpression: ` before it. */
export class Refusal extends Error {}
