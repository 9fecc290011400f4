/** Says which photos have come. */
export const handler = async ({ Records }) => {
  for (const { body } of Records) {
    for (const { s3 } of JSON.parse(body).Records ?? []) console.log(`came: ${s3.object.key}`);
  }
};
