/** Of Lambda (developer guide, "Defined runtime environment variables"); nothing lists them among what a deployment sets. */
const LAMBDA =
  /^(AWS_\w+|LAMBDA_\w+|_HANDLER|_X_AMZN_TRACE_ID|TZ|LANG|NODE_PATH|NODE_EXTRA_CA_CERTS|PYTHONPATH)$/;
/**
 * Of containers: what AWS puts there for its own clients (ECS developer guide, "Task metadata"; EKS, "IAM roles for service
 * accounts"), and Kubernetes for its services ("Environment variables" of Services).
 */
const CONTAINER = /^(AWS_\w+|ECS_\w+|KUBERNETES_\w+|\w+_SERVICE_(HOST|PORT)(_\w+)?)$/;
/** Of every process on Linux, by its image or its shell. */
const ANYWHERE = /^(PATH|LD_LIBRARY_PATH|HOME|HOSTNAME|USER|PWD|SHELL)$/;

/**
 * Whether where code runs a variable may be set that no deployment names. AWS_PROFILE and what is like it are of another's choice:
 * what a name begins with says only that nothing proves it unset.
 */
export function mayBeOfPlatform(variable: string): boolean {
  return LAMBDA.test(variable) || CONTAINER.test(variable) || ANYWHERE.test(variable);
}
