variable "public" {}
resource "aws_iam_role" "worker" { name = "worker" }
resource "aws_lambda_function" "both" {
  function_name = "both"
  role          = aws_iam_role.worker.arn
}
resource "aws_lambda_function_url" "both" {
  function_name      = aws_lambda_function.both.function_name
  authorization_type = "NONE"
}
resource "aws_lambda_permission" "both" {
  function_name            = aws_lambda_function.both.function_name
  action                   = "lambda:InvokeFunction"
  principal                = "*"
  invoked_via_function_url = true
}
resource "aws_lambda_function" "half" {
  function_name = "half"
  role          = aws_iam_role.worker.arn
}
resource "aws_lambda_function_url" "half" {
  function_name      = "half"
  authorization_type = "NONE"
}
resource "aws_lambda_permission" "half" {
  function_name          = "half"
  action                 = "lambda:InvokeFunctionUrl"
  principal              = "*"
  function_url_auth_type = "NONE"
}
resource "aws_lambda_function" "narrow" {
  function_name = "narrow"
  role          = aws_iam_role.worker.arn
}
resource "aws_lambda_function_url" "narrow" {
  function_name      = aws_lambda_function.narrow.arn
  authorization_type = "NONE"
}
resource "aws_lambda_permission" "narrow" {
  function_name  = aws_lambda_function.narrow.function_name
  action         = "lambda:InvokeFunction"
  principal      = "*"
  source_account = "111122223333"
}
resource "aws_lambda_function" "maybe" {
  function_name = "maybe"
  role          = aws_iam_role.worker.arn
}
resource "aws_lambda_function_url" "maybe" {
  count              = var.public ? 1 : 0
  function_name      = aws_lambda_function.maybe.function_name
  authorization_type = "NONE"
}
resource "aws_lambda_permission" "maybe" {
  function_name = aws_lambda_function.maybe.function_name
  action        = "lambda:InvokeFunction"
  principal     = "*"
}
resource "aws_lambda_function" "changed" {
  function_name = "changed"
  role          = aws_iam_role.worker.arn
}
resource "aws_lambda_function_url" "changed" {
  function_name      = aws_lambda_function.changed.function_name
  authorization_type = "NONE"
  lifecycle { ignore_changes = [authorization_type] }
}
