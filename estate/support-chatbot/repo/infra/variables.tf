variable "mistral_api_key" {
  type      = string
  sensitive = true
}

variable "tickets_api_token" {
  type      = string
  sensitive = true
}
