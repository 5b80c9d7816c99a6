variable "env" {}
resource "aws_iam_role" "worker" { name = "worker" }
resource "aws_lambda_function" "none" {
  function_name = "none"
  role          = aws_iam_role.worker.arn
}
resource "aws_lambda_function" "empty" {
  function_name = "empty"
  role          = aws_iam_role.worker.arn
  environment { variables = null }
}
resource "aws_lambda_function" "written" {
  function_name = "written"
  role          = aws_iam_role.worker.arn
  environment {
    variables = { LOG = "1", BUCKET = var.env }
  }
}
resource "aws_lambda_function" "merged" {
  function_name = "merged"
  role          = aws_iam_role.worker.arn
  environment {
    variables = merge(var.env, { LOG = "1" })
  }
}
resource "aws_lambda_function" "whole" {
  function_name = "whole"
  role          = aws_iam_role.worker.arn
  environment {
    variables = var.env
  }
}
resource "aws_lambda_function" "made" {
  function_name = "made"
  role          = aws_iam_role.worker.arn
  dynamic "environment" {
    for_each = [1]
    content { variables = var.env }
  }
}
resource "aws_lambda_function" "keyed" {
  function_name = "keyed"
  role          = aws_iam_role.worker.arn
  environment {
    variables = { "${var.env}_BUCKET" = "payroll", (var.env) = "x" }
  }
}
