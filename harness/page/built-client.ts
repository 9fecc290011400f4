/** What the page's bundled script is called, in the folder of the bundles. */
export const BUILT_CLIENT = 'page-client.js';
