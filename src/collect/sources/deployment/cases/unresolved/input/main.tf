module "agents" {
  source = "./agents"
}
variable "name" {}
locals {
  a = local.b
  b = local.a
}
resource "aws_iam_role" "prefixed" {
  name_prefix = "x-"
}
resource "aws_iam_role" "circular" {
  name = local.a
}
resource "aws_lambda_function" "api" {
  for_each      = toset(["a", "b"])
  function_name = "api-${each.key}"
  role          = data.aws_iam_role.api.arn
  image_uri     = "${var.name}:latest"
}
resource "aws_lambda_function_url" "lost" {
  function_name      = module.agents.function_name
  authorization_type = var.name
}
resource "docker_image" "out" {
  name = "out"
  build { context = "../../elsewhere" }
}
resource "docker_image" "none" {
  name = "none"
  build { context = "missing" }
}
resource "aws_s3_bucket" "data" { bucket = var.name }
