resource "aws_lambda_function" "mixed" {
  function_name = "mixed"
  role          = "arn:aws:iam::111122223333:role/mixed"
  environment {
    variables = {
      OPENAI_API_KEY = "sk-proj-notreal-notreal-notreal-notreal-notreal"
    }
  }
  dynamic "environment" {
    for_each = var.more
    content {
      variables = {
        ANTHROPIC_API_KEY = "sk-ant-api03-notreal-notreal-notreal-notreal"
        MODE              = environment.value
      }
    }
  }
}
