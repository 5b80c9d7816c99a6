/** What one permission of an S3 access control list lets its grantee do: to the bucket, or to the object that bears it. */
interface AclPermission {
  readonly bucket: readonly string[];
  readonly object: readonly string[];
}

const READ: AclPermission = {
  bucket: ['s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads'],
  object: ['s3:GetObject', 's3:GetObjectVersion'],
};
const WRITE: AclPermission = { bucket: ['s3:PutObject'], object: [] };
const READ_ACP: AclPermission = {
  bucket: ['s3:GetBucketAcl'],
  object: ['s3:GetObjectAcl', 's3:GetObjectVersionAcl'],
};
const WRITE_ACP: AclPermission = {
  bucket: ['s3:PutBucketAcl'],
  object: ['s3:PutObjectAcl', 's3:PutObjectVersionAcl'],
};

const ALL = [READ, WRITE, READ_ACP, WRITE_ACP];

/**
 * The five permissions in actions (S3 user guide, acl-overview, "Mapping of ACL permissions and access policy permissions").
 * That a bucket is readable by its ACL means that it can be listed: each object has a list of its own.
 */
export const S3_ACL_PERMISSIONS: Readonly<Record<string, AclPermission>> = {
  READ,
  WRITE,
  READ_ACP,
  WRITE_ACP,
  FULL_CONTROL: {
    bucket: ALL.flatMap(({ bucket }) => bucket),
    object: ALL.flatMap(({ object }) => object),
  },
};
