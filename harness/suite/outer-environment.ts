/** The environment without what Vitest put there: a run of the suite inside of a test must not take itself for it. */
export const outerEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST$|NODE_ENV$)/.test(name)));
