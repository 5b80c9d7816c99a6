provider "aws" {
  region              = var.region
  allowed_account_ids = ["111122223333"]
  default_tags { tags = { team = local.team } }
}
provider "aws" {
  alias  = "us"
  region = "us-east-1"
}
variable "region" { default = "eu-central-1" }
variable "password" {}
locals {
  team = "assistants"
  name = "${local.team}-api"
}
resource "aws_ecr_repository" "api" { name = "api" }
resource "docker_image" "api" {
  name = "${aws_ecr_repository.api.repository_url}:1.0.0"
  build { context = "${path.module}/../app" }
}
resource "docker_registry_image" "api" { name = docker_image.api.name }
resource "aws_iam_role" "api" {
  name               = "${local.name}-role"
  assume_role_policy = jsonencode({ Statement = [] })
}
resource "aws_lambda_function" "api" {
  function_name = local.name
  role          = aws_iam_role.api.arn
  image_uri     = docker_registry_image.api.name
  tags          = { tier = "one" }
  environment {
    variables = {
      A_KEY    = "sk-notreal-0002"
      PASSWORD = var.password
      TABLE    = aws_dynamodb_table.orders.name
    }
  }
}
resource "aws_lambda_function_url" "api" {
  function_name      = aws_lambda_function.api.function_name
  authorization_type = "NONE"
}
resource "aws_lambda_function" "elsewhere" {
  provider      = aws.us
  function_name = "elsewhere"
  role          = "arn:aws:iam::444455556666:role/team/elsewhere"
  image_uri     = "444455556666.dkr.ecr.us-east-1.amazonaws.com/other@sha256:aa"
}
resource "aws_lambda_function_url" "elsewhere" {
  function_name      = "elsewhere"
  authorization_type = "AWS_IAM"
}
resource "aws_s3_bucket" "data" { bucket = "acme-data" }
resource "aws_dynamodb_table" "orders" { name = "orders" }
