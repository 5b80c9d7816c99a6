data "aws_iam_policy_document" "lambda_trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "chatbot" {
  name                 = "support-chatbot-app"
  assume_role_policy   = data.aws_iam_policy_document.lambda_trust.json
  permissions_boundary = "arn:aws:iam::111122223333:policy/fr-workload-boundary"
}

resource "aws_iam_role" "orders_mcp" {
  name                 = "support-orders-mcp"
  assume_role_policy   = data.aws_iam_policy_document.lambda_trust.json
  permissions_boundary = "arn:aws:iam::111122223333:policy/fr-workload-boundary"
}

# Made before the buckets had their final names; covers every bucket of the shop.
resource "aws_iam_policy" "team_read" {
  name = "fr-support-team-read"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "ReadShopBuckets"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:ListBucket"]
        Resource = ["arn:aws:s3:::fennelrook-*", "arn:aws:s3:::fennelrook-*/*"]
      },
      {
        Sid      = "TeamSecrets"
        Effect   = "Allow"
        Action   = "secretsmanager:*"
        Resource = "*"
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "chatbot_team_read" {
  role       = aws_iam_role.chatbot.name
  policy_arn = aws_iam_policy.team_read.arn
}

resource "aws_iam_role_policy_attachment" "orders_mcp_team_read" {
  role       = aws_iam_role.orders_mcp.name
  policy_arn = aws_iam_policy.team_read.arn
}

resource "aws_iam_role_policy_attachment" "chatbot_logs" {
  role       = aws_iam_role.chatbot.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}

resource "aws_iam_role_policy_attachment" "orders_mcp_logs" {
  role       = aws_iam_role.orders_mcp.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}

resource "aws_iam_role_policy" "chatbot" {
  name = "support-chatbot-app"
  role = aws_iam_role.chatbot.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "FileTranscripts"
        Effect   = "Allow"
        Action   = ["s3:PutObject", "s3:DeleteObject"]
        Resource = "arn:aws:s3:::fennelrook-support-kb/*"
      },
      {
        Sid      = "CallOrdersServer"
        Effect   = "Allow"
        Action   = ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"]
        Resource = "arn:aws:lambda:eu-west-1:111122223333:function:support-orders-mcp"
      },
    ]
  })
}

resource "aws_iam_role_policy" "orders_mcp" {
  name = "support-orders-mcp"
  role = aws_iam_role.orders_mcp.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Tables"
        Effect   = "Allow"
        Action   = "dynamodb:*"
        Resource = "*"
      },
    ]
  })
}
