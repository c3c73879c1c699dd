EDITION = "First edition"
