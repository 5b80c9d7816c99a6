resource "aws_iam_role" "worker" { name = "worker" }
resource "aws_lambda_function" "of_lambda" {
  function_name = "of-lambda"
  role          = aws_iam_role.worker.arn
}
resource "aws_lambda_function" "attached" {
  function_name = "attached"
  role          = aws_iam_role.worker.arn
  vpc_config {
    subnet_ids         = var.subnets
    security_group_ids = []
  }
}
resource "aws_lambda_function" "perhaps" {
  function_name = "perhaps"
  role          = aws_iam_role.worker.arn
  dynamic "vpc_config" {
    for_each = var.subnets
    content { subnet_ids = [vpc_config.value] }
  }
}
resource "aws_lambda_function" "on_own_instances" {
  function_name = "on-own-instances"
  role          = aws_iam_role.worker.arn
  capacity_provider_config {
    lambda_managed_instances_capacity_provider_config { capacity_provider_arn = var.provider }
  }
}
