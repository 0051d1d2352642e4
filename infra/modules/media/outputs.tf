output "bucket" {
  description = "The bucket's name."
  value       = aws_s3_bucket.this.bucket
}

output "bucket_arn" {
  description = "The bucket."
  value       = aws_s3_bucket.this.arn
}

output "url" {
  description = "What STOREFRONT_MEDIA_PUBLIC_URL is set to."
  value       = "https://${local.host}"
}

output "copies_bucket" {
  description = "The bucket of copies in the other region."
  value       = aws_s3_bucket.copies.bucket
}

output "distribution_id" {
  description = "The CDN in front of the pictures."
  value       = aws_cloudfront_distribution.this.id
}
