# Two container images, two functions. The chat function answers the widget on the shop's pages; the orders function
# answers only signed requests.

resource "aws_ecr_repository" "chatbot" {
  name                 = "support-chatbot"
  image_tag_mutability = "IMMUTABLE"
}

resource "aws_ecr_repository" "orders_mcp" {
  name                 = "support-orders-mcp"
  image_tag_mutability = "IMMUTABLE"
}

resource "docker_image" "chatbot" {
  name = "${aws_ecr_repository.chatbot.repository_url}:2.8.1"
  build {
    context    = "../app"
    dockerfile = "Dockerfile"
    platform   = "linux/amd64"
  }
}

resource "docker_registry_image" "chatbot" {
  name = docker_image.chatbot.name
}

resource "docker_image" "orders_mcp" {
  name = "${aws_ecr_repository.orders_mcp.repository_url}:1.4.0"
  build {
    context    = "../mcp"
    dockerfile = "Dockerfile"
    platform   = "linux/amd64"
  }
}

resource "docker_registry_image" "orders_mcp" {
  name = docker_image.orders_mcp.name
}

resource "aws_lambda_function" "chatbot" {
  function_name = "support-chatbot"
  role          = aws_iam_role.chatbot.arn
  package_type  = "Image"
  image_uri     = docker_registry_image.chatbot.name
  memory_size   = 1024
  timeout       = 60

  environment {
    variables = {
      CRM_EXPORTS_BUCKET = "crm-exports-fr"
      MISTRAL_API_KEY    = var.mistral_api_key
      ORDERS_MCP_URL     = "${aws_lambda_function_url.orders_mcp.function_url}mcp"
      TICKETS_API_TOKEN  = var.tickets_api_token
    }
  }
}

resource "aws_lambda_function" "orders_mcp" {
  function_name = "support-orders-mcp"
  role          = aws_iam_role.orders_mcp.arn
  package_type  = "Image"
  image_uri     = docker_registry_image.orders_mcp.name
  memory_size   = 512
  timeout       = 30

  environment {
    variables = {
      RELEASE = "{\"tag\": \"1.4.0\"}"
    }
  }
}

# The widget runs in every visitor's browser: no sign-in.
resource "aws_lambda_function_url" "chatbot" {
  function_name      = aws_lambda_function.chatbot.function_name
  authorization_type = "NONE"

  cors {
    allow_origins = ["https://www.fennelrook.example"]
    allow_methods = ["POST"]
    allow_headers = ["content-type"]
    max_age       = 3600
  }
}

resource "aws_lambda_function_url" "orders_mcp" {
  function_name      = aws_lambda_function.orders_mcp.function_name
  authorization_type = "AWS_IAM"
  invoke_mode        = "RESPONSE_STREAM"
}

resource "aws_s3_bucket" "knowledge" {
  bucket = "fennelrook-support-kb"
  tags   = { data-class = "customer" }
}

resource "aws_s3_bucket_public_access_block" "knowledge" {
  bucket                  = aws_s3_bucket.knowledge.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_dynamodb_table" "orders" {
  name         = "fennelrook-orders"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "order_number"
  tags         = { data-class = "customer" }

  attribute {
    name = "order_number"
    type = "S"
  }
}
