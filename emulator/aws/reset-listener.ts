/** Somebody with work beside the cloud that a reset interrupts. Both are waited for. */
export interface ResetListener {
  /** While the old state is still there. */
  readonly before?: () => void | Promise<void>;
  /** When the cloud is as new. */
  readonly after?: () => void | Promise<void>;
}
