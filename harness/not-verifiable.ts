/** Thrown inside a scenario that turns out to ask for what its target must not be asked. It is no verdict on the target. */
export class NotVerifiable extends Error {
  override readonly name = 'NotVerifiable';
}
