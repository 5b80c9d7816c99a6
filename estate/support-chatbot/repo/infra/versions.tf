terraform {
  required_version = ">= 1.13"
  required_providers {
    aws    = { source = "hashicorp/aws", version = "6.21.0" }
    docker = { source = "kreuzwerker/docker", version = "3.6.2" }
  }
}

provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["111122223333"]
  default_tags {
    tags = { system = "support-chatbot", environment = "production", team = "support-platform" }
  }
}
