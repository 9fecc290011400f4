/** Whether an error tells that the client went away in the middle of its request: nobody's defect. */
export const isBrokenConnection = (thrown: unknown): boolean =>
  thrown instanceof Error && (thrown as NodeJS.ErrnoException).code === 'ECONNRESET';
