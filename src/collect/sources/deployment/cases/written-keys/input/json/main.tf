resource "aws_lambda_function" "app" {
  function_name = "app"
  role          = "arn:aws:iam::111122223333:role/app"
  environment {
    variables = { LOG = "1" }
  }
}
