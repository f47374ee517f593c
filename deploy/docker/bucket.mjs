import {
  CreateBucketCommand,
  HeadBucketCommand,
  PutBucketCorsCommand,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';

/**
 * Makes the bucket that the S3_… settings name, unless it is there, and lets everybody read what lies under
 * `public/` in it. For stores of one's own; a bucket in a cloud is made with the rest of the infrastructure.
 */
const bucket = required('S3_BUCKET');
const client = new S3Client({
  endpoint: required('S3_ENDPOINT'),
  region: process.env.S3_REGION ?? 'us-east-1',
  credentials: {
    accessKeyId: required('S3_ACCESS_KEY_ID'),
    secretAccessKey: required('S3_SECRET_ACCESS_KEY'),
  },
  forcePathStyle: process.env.S3_FORCE_PATH_STYLE !== 'false',
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
});

if (await isThere()) {
  console.log(`The bucket ${bucket} is there.`);
} else {
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  console.log(`The bucket ${bucket} was made.`);
}
// A store that has no policies or rules serves the pictures by signed addresses all the same.
await unlessUnknown('policy', new PutBucketPolicyCommand({ Bucket: bucket, Policy: policy() }));
await unlessUnknown('CORS rules', new PutBucketCorsCommand({ Bucket: bucket, ...cors() }));

async function isThere() {
  try {
    await client.send(new HeadBucketCommand({ Bucket: bucket }));
    return true;
  } catch (error) {
    if (error.$metadata?.httpStatusCode === 404) {
      return false;
    }
    throw error;
  }
}

function policy() {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'PublicPictures',
        Effect: 'Allow',
        Principal: '*',
        Action: 's3:GetObject',
        Resource: `arn:aws:s3:::${bucket}/public/*`,
      },
    ],
  });
}

/** Browsers put direct uploads, and read pictures into canvases. */
function cors() {
  const rule = {
    AllowedOrigins: ['*'],
    AllowedMethods: ['GET', 'HEAD', 'PUT'],
    AllowedHeaders: ['*'],
    MaxAgeSeconds: 86_400,
  };
  return { CORSConfiguration: { CORSRules: [rule] } };
}

async function unlessUnknown(what, command) {
  try {
    await client.send(command);
  } catch (error) {
    const status = error.$metadata?.httpStatusCode;
    if (status !== 501 && status !== 405) {
      throw error;
    }
    console.warn(`The store knows no ${what}.`);
  }
}

function required(name) {
  const value = process.env[name];
  if (!value) {
    console.error(`${name} is not set.`);
    process.exit(1);
  }
  return value;
}
