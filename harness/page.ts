/** The door for those who build the product: the page's script, bundled. */
export { BUILT_CLIENT } from './page/built-client.ts';
export { clientText } from './page/client-source.ts';
