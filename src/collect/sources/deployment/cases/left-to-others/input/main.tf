resource "aws_iam_role" "worker" { name = "worker" }
resource "aws_lambda_function" "environment" {
  function_name = "environment"
  role          = aws_iam_role.worker.arn
  environment {
    variables = { BUCKET = "payroll" }
  }
  lifecycle { ignore_changes = [environment] }
}
resource "aws_lambda_function" "part" {
  function_name = "part"
  role          = aws_iam_role.worker.arn
  environment {
    variables = { BUCKET = "payroll" }
  }
  lifecycle {
    ignore_changes = [image_uri, environment[0].variables["BUCKET"]]
  }
}
resource "aws_lambda_function" "all" {
  function_name = "all"
  role          = aws_iam_role.worker.arn
  lifecycle { ignore_changes = all }
}
resource "aws_lambda_function" "image" {
  function_name = "image"
  role          = aws_iam_role.worker.arn
  environment {
    variables = { BUCKET = "payroll" }
  }
  lifecycle { ignore_changes = [image_uri] }
}
