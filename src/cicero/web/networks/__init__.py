"""What the pages of Instagram and TikTok show: the accounts as they present themselves, and their posts."""
