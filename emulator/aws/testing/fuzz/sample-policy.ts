/** A policy in which most of the grammar occurs. */
export const POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'A',
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: ['s3:Get*', 's3:PutObject'],
      Resource: ['arn:aws:s3:::photos/*'],
      Condition: {
        StringLike: { 'aws:Referer': ['${aws:username}/*', 'a?'] },
        IpAddress: { 'aws:SourceIp': '10.0.0.0/8' },
        DateLessThan: { 'aws:CurrentTime': '2030-01-01T00:00:00Z' },
        'ForAllValues:NumericLessThanIfExists': { 'aws:EpochTime': ['10'] },
      },
    },
  ],
});
