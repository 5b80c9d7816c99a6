output "chat_url" {
  value = aws_lambda_function_url.chatbot.function_url
}
