# The env file is a symbolic link to a shared folder, where a secret store renders it.
cd "$DEPLOY_PATH"
install -d -o "$USER_NAME" "/srv/shared-$USER_NAME"
mv "$ENV_FILE" "/srv/shared-$USER_NAME/app.env"
ln -s "/srv/shared-$USER_NAME/app.env" "$ENV_FILE"
chown -h "$USER_NAME": "$ENV_FILE"
